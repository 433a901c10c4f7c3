/** The sandbox's time: the real one, plus whatever a test has moved it by. */
export class Clock {
	private offset = 0;

	/** Unix milliseconds. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Moves the time on by that many milliseconds. */
	advance(milliseconds: number): void {
		this.offset += milliseconds;
	}
}

/** A time as the API writes it, with microseconds; null stays null. */
export function timestamp(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
