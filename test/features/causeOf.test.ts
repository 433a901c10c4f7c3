import fc from 'fast-check';

import { causeOf } from '../../nodes/api/causeOf';

it.each([
	['Order 4711 not found', 'Order <number> not found'],
	['Order SO-10023 and #55 not found', 'Order <ID> and #<number> not found'],
	['Could not ship 1,234.50 of 7', 'Could not ship <number> of <number>'],
	['Customer 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is unknown', 'Customer <ID> is unknown'],
	['Run 01ARZ3NDEKTSV4RRFFQ69G5FAV ended', 'Run <ID> ended'],
	[
		'No stock at 2026-03-02T08:15:00.000000Z, nor on 02/03/2026 at 08:15',
		'No stock at <date>, nor on <date> at <time>',
	],
	['Nothing since 2026-03-02 08:15:00', 'Nothing since <date>'],
	['The field "sku" of \'Blue shirt\' is empty', 'The field <value> of <value> is empty'],
	["It can't be read, and it isn't there", "It can't be read, and it isn't there"],
	[
		'GET https://shop.example.com/orders/17?page=2 timed out after 30s',
		'GET <URL> timed out after <number>s',
	],
	['No account for jo.doe+x@example.co.uk', 'No account for <email>'],
	['  several\n  lines\tof text ', 'several lines of text'],
	['', ''],
])('%s', (message, cause) => expect(causeOf(message)).toBe(cause));

it.each([
	['HTTP 404: order 12', 'HTTP 404: order <number>'],
	['Status code: 503 after 3 tries', 'Status code: 503 after <number> tries'],
])('keeps the code of an answer: %s', (message, cause) => expect(causeOf(message)).toBe(cause));

it('keeps the names and the sentences of JSON', () => {
	expect(causeOf('{"error": "The order 12 is closed", "sku": "AB-1", "at": 5}')).toBe(
		'{"error": "The order <number> is closed", "sku": <value>, "at": <number>}',
	);
});

it('has no more than 500 characters', () => {
	expect(causeOf('no stock '.repeat(1_000)).length).toBeLessThanOrEqual(500);
});

const words = fc.array(fc.constantFrom('order', 'is', 'not', 'there', 'in', 'the', 'shop'), {
	minLength: 1,
	maxLength: 8,
});
const numbers = fc.nat({ max: 99_999_999 });

it('is the same for messages that differ in a number, a date or a value', () => {
	fc.assert(
		fc.property(words, numbers, numbers, (text, one, other) => {
			const sentence = text.join(' ');
			const messages = (value: number) => [
				`${sentence} ${value}`,
				`${sentence} "${value}" ${sentence}`,
				`${value}: ${sentence}`,
				`${sentence} https://example.com/${value} ${sentence}`,
				`${sentence} ${new Date(value * 1_000).toISOString()}`,
			];
			expect(messages(one).map(causeOf)).toEqual(messages(other).map(causeOf));
		}),
	);
});

it('is its own cause', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 40, unit: 'grapheme-ascii' }), (message) => {
			// Quotes and brackets that a mask comes to stand between may read another way.
			const plain = causeOf(message.replace(/["'`<>]/g, ' '));
			expect(causeOf(plain)).toBe(plain);
		}),
	);
});
