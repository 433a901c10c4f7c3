import fc from 'fast-check';
import nock from 'nock';

import { process } from '../node';

process.env.N8N_LOG_LEVEL ??= 'silent';

/** The seed of all properties: what passes once passes again. `npm run properties` tries others. */
const PROPERTY_SEED = 277_567_382;
const { PROPERTY_SEED: otherSeed, PROPERTY_SHRINK: secondsToShrink } = process.env;

fc.configureGlobal({
	seed: Number(otherSeed ?? PROPERTY_SEED),
	// Shrinking may take minutes, so a property that fails ends at once unless told otherwise.
	...(secondsToShrink === undefined
		? { endOnFailure: true }
		: { interruptAfterTimeLimit: Number(secondsToShrink) * 1_000, markInterruptAsFailure: true }),
});

// Test files of one worker share Node's http module, so each has to take its hooks off again.
beforeAll(() => {
	if (!nock.isActive()) nock.activate();
	nock.disableNetConnect();
	nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])/);
});
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());
