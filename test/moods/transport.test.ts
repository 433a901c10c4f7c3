import { TRANSPORT } from '../sandbox/moods/transport';
import { testInMoods } from './inMoods';

testInMoods(TRANSPORT.map(({ name }) => [name]));
