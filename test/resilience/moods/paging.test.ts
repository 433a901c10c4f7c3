import { PAGING } from '../../support/sandbox/moods/paging';
import { testInMoods } from './inMoods';

testInMoods([[], ...PAGING.map(({ name }) => [name])], 'paging');
