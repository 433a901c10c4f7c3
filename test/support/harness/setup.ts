import nock from 'nock';

import { process } from '../node';

process.env.N8N_LOG_LEVEL ??= 'silent';

// Test files of one worker share Node's http module, so each has to take its hooks off again.
beforeAll(() => {
	if (!nock.isActive()) nock.activate();
	nock.disableNetConnect();
	nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])/);
});
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());
