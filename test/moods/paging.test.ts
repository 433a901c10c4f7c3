import { PAGING } from '../sandbox/moods/paging';
import { testInMoods } from './inMoods';

testInMoods([[], ...PAGING.map(({ name }) => [name])]);
