import { http, net } from '../support/node';

/** Where a message went. */
export type Recipient = 'slack' | 'teams' | 'mail';

/** A message that an example sent. */
export interface SentMessage {
	to: Recipient;
	/** The body of a request as JSON, or a mail as text, with its head. */
	text: string;
}

/** The addresses that examples hold for people to put theirs in. */
const PLACEHOLDERS: Record<string, Recipient> = {
	'https://hooks.slack.com/services/YOUR/SLACK/WEBHOOK': 'slack',
	'https://example.com/your-teams-workflow': 'teams',
};

/** Takes what examples send to people: Slack, Teams and a mail server on this machine. */
export class Outbox {
	readonly messages: SentMessage[] = [];

	private constructor(
		private readonly web: import('node:http').Server,
		private readonly mail: import('node:net').Server,
	) {}

	static async open(): Promise<Outbox> {
		const outbox: Outbox = new Outbox(
			http.createServer((request, response) => {
				const chunks: Buffer[] = [];
				request.on('data', (chunk: Buffer) => chunks.push(chunk));
				request.on('end', () => {
					const to = (request.url ?? '').slice(1) as Recipient;
					outbox.messages.push({ to, text: Buffer.concat(chunks).toString() });
					response.end('ok');
				});
			}),
			net.createServer((socket) =>
				takeMail(socket, (text) => outbox.messages.push({ to: 'mail', text })),
			),
		);
		for (const server of [outbox.web, outbox.mail]) {
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		}
		return outbox;
	}

	/** What is to be entered as an SMTP credential. */
	get smtp() {
		return { host: '127.0.0.1', port: portOf(this.mail), secure: false, disableStartTls: true };
	}

	/** Lets a text lead here with what it sends, in place of the addresses to be filled in. */
	redirect(text: string): string {
		return Object.entries(PLACEHOLDERS).reduce(
			(result, [address, to]) =>
				result.replaceAll(address, `http://127.0.0.1:${portOf(this.web)}/${to}`),
			text,
		);
	}

	/** Gives the messages so far, and forgets them. */
	empty(): SentMessage[] {
		return this.messages.splice(0);
	}

	async close(): Promise<void> {
		this.web.closeAllConnections();
		await Promise.all(
			[this.web, this.mail].map(
				async (server) => await new Promise<unknown>((resolve) => server.close(resolve)),
			),
		);
	}
}

function portOf(server: import('node:net').Server): number {
	return (server.address() as import('node:net').AddressInfo).port;
}

/** The least of SMTP with which a mail can be left. */
function takeMail(socket: import('node:net').Socket, taken: (text: string) => void): void {
	let unread = '';
	let mail: string[] | undefined;
	const say = (line: string) => socket.write(`${line}\r\n`);
	socket.on('error', () => socket.destroy());
	socket.on('data', (data) => {
		unread += data.toString();
		const lines = unread.split('\r\n');
		unread = lines.pop() ?? '';
		for (const line of lines) {
			if (mail) {
				if (line !== '.') {
					mail.push(line);
					continue;
				}
				taken(readable(mail.join('\r\n')));
				mail = undefined;
				say('250 Taken');
			} else if (/^DATA/i.test(line)) {
				mail = [];
				say('354 Go on');
			} else if (/^QUIT/i.test(line)) {
				socket.end('221 Bye\r\n');
			} else {
				say('250 OK');
			}
		}
	});
	say('220 A mail server for examples');
}

/** A mail without the encoding of its lines. */
function readable(mail: string): string {
	return mail.includes('quoted-printable')
		? Buffer.from(
				mail
					.replace(/=\r\n/g, '')
					.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
						String.fromCharCode(Number.parseInt(hex, 16)),
					),
				'latin1',
			).toString()
		: mail;
}
