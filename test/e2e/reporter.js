const path = require('node:path');
const { styleText } = require('node:util');

const MARKS = { passed: styleText('green', '✓'), failed: styleText('red', '✗') };

const nameOf = (test) => path.basename(test.path, '.e2e.ts');

/** Prints each check as soon as it is done, and ends with the sums in one line. */
module.exports = class Reporter {
	constructor() {
		this.sums = { passed: 0, failed: 0, skipped: 0 };
	}

	onTestCaseResult(test, { status, title, ancestorTitles, duration, failureMessages }) {
		this.sums[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
		const mark = MARKS[status] ?? styleText('yellow', '-');
		const seconds = duration ? styleText('gray', ` (${(duration / 1000).toFixed(1)} s)`) : '';
		const name = [nameOf(test), ...ancestorTitles, title].join(' › ');
		console.log(`${mark} ${name}${seconds}`);
		for (const message of failureMessages) console.log(message.replace(/^/gm, '    '));
	}

	onTestResult(test, { testExecError, console: printed }) {
		for (const { message } of printed ?? []) console.log(message.replace(/^/gm, '    '));
		if (!testExecError) return;
		this.sums.failed += 1;
		console.log(`${MARKS.failed} ${nameOf(test)}: ${testExecError.stack ?? testExecError.message}`);
	}

	onRunComplete() {
		const { passed, failed, skipped } = this.sums;
		console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
	}

	getLastError() {
		return this.sums.passed === 0 ? new Error('Nothing was checked') : undefined;
	}
};
