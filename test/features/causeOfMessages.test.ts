import { causeOf } from '../../nodes/api/causeOf';

describe('The cause that a message tells', () => {
	it.each([
		['Order 1001 not found', 'Order <number> not found'],
		['Order #A-1001 was refused', 'Order #<ID> was refused'],
		['sku AB12-99 is unknown', 'sku <ID> is unknown'],
		['Run 01HV6Z8K3N5Q7R9T1W3Y5A7C9E failed', 'Run <ID> failed'],
		['a3f1c2d4-0000-4000-8000-123456789abc is gone', '<ID> is gone'],
		[
			'Request timed out after 30 seconds: POST https://shop.example.com/stock?id=7',
			'Request timed out after <number> seconds: POST <URL>',
		],
		['Took 30s, limit 12.5 MB', 'Took <number>s, limit <number> MB'],
		['No stock at 2026-11-27T23:10:01.000000Z', 'No stock at <date>'],
		['No stock at 2026-11-27 23:10:01 UTC, nor on 27/11/2026', 'No stock at <date>, nor on <date>'],
		['Locked since 23:10', 'Locked since <time>'],
		["Product 'Blue Shirt XL' not found", 'Product <value> not found'],
		["The order's status can't be read", "The order's status can't be read"],
		['Customer "Jane Doe" has no e-mail', 'Customer <value> has no e-mail'],
		['Mail to jane.doe@example.com bounced', 'Mail to <email> bounced'],
		['HTTP 422: order 17 refused', 'HTTP 422: order <number> refused'],
		['Request failed with status code 503', 'Request failed with status code 503'],
		['404 Not Found', '404 Not Found'],
		['Only 404 of 500 products were sent', 'Only <number> of <number> products were sent'],
		[
			'{"message":"The sku field is required.","sku":"A-1","line":7}',
			'{"message":"The sku field is required.","sku":<value>,"line":<number>}',
		],
		['  two\n  lines ', 'two lines'],
		['', ''],
	])('%j is %j', (message, cause) => {
		expect(causeOf(message)).toBe(cause);
	});

	it('reads the beginning of a dump alone, however it is made', () => {
		for (const piece of [
			'"',
			"'",
			'9',
			'a@',
			'"a":',
			'\\"',
			'a.a.',
			'{"message":"',
			'2026-11-',
			'://',
		]) {
			expect(causeOf(piece.repeat(50_000)).length).toBeLessThanOrEqual(500);
		}
	});

	it('is the same for dumps that differ in the length of an ID', () => {
		const dump = (id: string) =>
			causeOf(`Order ${id} refused: ${'the answer was long, '.repeat(900)}`);

		expect(dump('7')).toBe(dump('1234567890'));
	});

	it('is its own cause, so that a key does not depend on how often it is made', () => {
		const cause = causeOf('HTTP 422 for order 17 at https://shop.example.com: "x" on 2026-11-27');

		expect(causeOf(cause)).toBe(cause);
	});
});
