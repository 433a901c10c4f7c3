import { RUNS } from '../sandbox/moods/runs';
import { testInMoods } from './inMoods';

testInMoods(RUNS.map(({ name }) => [name]));
