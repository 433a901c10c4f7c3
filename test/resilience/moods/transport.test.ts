import { TRANSPORT } from '../../support/sandbox/moods/transport';
import { testInMoods } from './inMoods';

testInMoods(
	TRANSPORT.map(({ name }) => [name]),
	'transport',
);
