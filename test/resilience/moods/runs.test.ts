import { RUNS } from '../../support/sandbox/moods/runs';
import { testInMoods } from './inMoods';

testInMoods(
	RUNS.map(({ name }) => [name]),
	'runs',
);
