import { createHash } from 'crypto';
import isEqual from 'lodash/isEqual';

import type { RunEvent } from './events';
import { isChosen } from './filters';
import type { Settings } from '../triggerSettings';

/** Which events of which runs the user wants. */
export type Choice = Pick<
	Settings,
	'wantsStarts' | 'wantedEnds' | 'flowIds' | 'virtualEnvironmentIds' | 'triggers'
>;

/** A choice as it is remembered: of one that is too long, only that it was another. */
export type RememberedChoice = Choice | { fingerprint: string };

const MAX_CHOICE_BYTES = 4_000;

/** What of the settings says which events are given, in a form that can be remembered and compared. */
export function choiceOf(settings: Settings): RememberedChoice {
	const choice: Choice = {
		wantsStarts: settings.wantsStarts,
		wantedEnds: settings.wantedEnds,
		flowIds: [...settings.flowIds].sort(),
		virtualEnvironmentIds: [...settings.virtualEnvironmentIds].sort(),
		triggers: [...settings.triggers].sort(),
	};
	const json = JSON.stringify(choice);
	if (json.length <= MAX_CHOICE_BYTES) return choice;
	return { fingerprint: createHash('sha256').update(json).digest('hex') };
}

/** Whether two choices are one and the same. */
export function isSameChoice(one: RememberedChoice, other: RememberedChoice): boolean {
	return isEqual(one, other);
}

/** Whether two choices are of the same runs of a flow; of one that is too long to be remembered that is not known. */
export function isOfSameRuns(one: RememberedChoice, other: RememberedChoice): boolean {
	if ('fingerprint' in one || 'fingerprint' in other) return false;
	return (
		isEqual(one.virtualEnvironmentIds, other.virtualEnvironmentIds) &&
		isEqual(one.triggers, other.triggers)
	);
}

/** Whether rows have to say their virtual environment for a choice to be applied. */
export function needsEnvironments(choice: RememberedChoice): boolean {
	return 'virtualEnvironmentIds' in choice && choice.virtualEnvironmentIds.length > 0;
}

/**
 * Whether an event was chosen before the choice changed. One of a choice that is too long to be
 * remembered counts as one that was not.
 *
 * @param settings the present ones, by which Patchworks has filtered the runs
 */
export function wasChosen(event: RunEvent, choice: RememberedChoice, settings: Settings): boolean {
	if ('fingerprint' in choice) return false;
	const isWanted =
		event.name === 'started' ? choice.wantsStarts : choice.wantedEnds.includes(event.name);
	return isWanted && isChosen(event.run, choice, settings);
}
