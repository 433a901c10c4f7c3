import type { Locator, Page } from 'playwright-core';

/** A PNG as WebP, which is a third of its size; the browser converts it. */
export async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
	const converted = await page.evaluate(async (base64) => {
		const image = await createImageBitmap(
			await (await fetch(`data:image/png;base64,${base64}`)).blob(),
		);
		const canvas = new OffscreenCanvas(image.width, image.height);
		canvas.getContext('2d', { alpha: false })?.drawImage(image, 0, 0);
		const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
		const bytes = Array.from(new Uint8Array(await blob.arrayBuffer()));
		return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''));
	}, png.toString('base64'));
	return Buffer.from(converted, 'base64');
}

/** How many pictures a file has as the browser reads it, and how large they are. */
export async function picturesIn(page: Page, webp: Buffer): Promise<[number, number, number]> {
	return await page.evaluate(async (base64) => {
		const { body } = await fetch(`data:image/webp;base64,${base64}`);
		const decoder = new ImageDecoder({ type: 'image/webp', data: body! });
		await decoder.completed;
		const frames = decoder.tracks.selectedTrack!.frameCount;
		const { image } = await decoder.decode({ frameIndex: frames - 1 });
		return [frames, image.displayWidth, image.displayHeight];
	}, webp.toString('base64'));
}

/**
 * The lines of text that parts of the page show, and what stands in their fields; of a part that only
 * scrolling would show, none.
 */
export async function linesOf(parts: Locator): Promise<string[]> {
	const texts = await parts.evaluateAll((elements) =>
		elements
			.filter((element) => {
				const { top, bottom } = element.getBoundingClientRect();
				return bottom > 0 && top < window.innerHeight;
			})
			.flatMap((element) => [
				...(element as HTMLElement).innerText.split('\n'),
				...Array.from(element.querySelectorAll('input'), ({ value }) => value),
			]),
	);
	return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}
