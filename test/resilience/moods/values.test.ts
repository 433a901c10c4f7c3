import { VALUES } from '../../support/sandbox/moods/values';
import { testInMoods } from './inMoods';

testInMoods(
	VALUES.map(({ name }) => [name]),
	'values',
);
