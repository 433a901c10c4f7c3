/** A picture of an animation: a WebP file, and how long it is shown. */
export interface Frame {
	webp: Buffer;
	milliseconds: number;
}

/** What holds the pixels of a still picture; all else in its file is about them. */
const PIXELS = ['ALPH', 'VP8 ', 'VP8L'];

/**
 * Joins WebP pictures of one size into an animation that begins again at its end.
 *
 * The pixels stay as they are: in WebP's container, a frame is a header and the chunks of a still picture.
 */
export function animate(frames: Frame[], size: { width: number; height: number }): Buffer {
	const canvas = Buffer.concat([u24(size.width - 1), u24(size.height - 1)]);
	const ANIMATED = 0x02;
	const body = Buffer.concat([
		Buffer.from('WEBP'),
		chunk('VP8X', Buffer.concat([Buffer.from([ANIMATED, 0, 0, 0]), canvas])),
		// A white background, and no end of repeats.
		chunk('ANIM', Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0])),
		...frames.map(({ webp, milliseconds }) => {
			const place = Buffer.concat([u24(0), u24(0), canvas, u24(milliseconds)]);
			// Each frame covers the one before, and is not blended with it.
			const NO_BLENDING = 0x02;
			return chunk('ANMF', Buffer.concat([place, Buffer.from([NO_BLENDING]), pixelsOf(webp)]));
		}),
	]);
	return chunk('RIFF', body);
}

/** The chunks of a WebP file or of a frame, in their order. */
export function chunksOf(data: Buffer): Array<{ name: string; data: Buffer }> {
	const chunks: Array<{ name: string; data: Buffer }> = [];
	for (let at = 0; at < data.length;) {
		const size = data.readUInt32LE(at + 4);
		chunks.push({
			name: data.toString('latin1', at, at + 4),
			data: data.subarray(at + 8, at + 8 + size),
		});
		at += 8 + size + (size % 2);
	}
	return chunks;
}

function pixelsOf(webp: Buffer): Buffer {
	const START = 'RIFF....WEBP'.length;
	const chunks = chunksOf(webp.subarray(START)).filter(({ name }) => PIXELS.includes(name));
	return Buffer.concat(chunks.map(({ name, data }) => chunk(name, data)));
}

function chunk(name: string, data: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.write(name, 'latin1');
	head.writeUInt32LE(data.length, 4);
	return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function u24(value: number): Buffer {
	const bytes = Buffer.alloc(3);
	bytes.writeUIntLE(value, 0, 3);
	return bytes;
}
