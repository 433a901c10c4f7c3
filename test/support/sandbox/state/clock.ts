/** The sandbox's time: the real one, or one that stands still, plus whatever a test has moved it by. */
export class Clock {
	private offset = 0;

	/**
	 * @param standsAt the time, in Unix milliseconds, that only {@link advance} moves on, so that nothing
	 *   depends on how fast the machine is; the real time when left out
	 */
	constructor(private readonly standsAt?: number) {}

	/** Unix milliseconds. */
	now(): number {
		return (this.standsAt ?? Date.now()) + this.offset;
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
