import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	Workflow,
} from 'n8n-workflow';

import type { Store, Subject } from '../support/harness/credentials/credentialCases';
import { CASES, outcomeOf } from '../support/harness/credentials/credentialCases';
import { path, process } from '../support/node';

/** A row of n8n's table of credentials. */
interface Row {
	id: string;
	name: string;
	type: string;
	data: string;
	isResolvable: boolean;
	usageScope: string;
}

type Class<T = object> = abstract new (...args: never[]) => T;

/** What is used of the packages of an n8n. */
interface RealN8n {
	CredentialsHelper: new (...args: unknown[]) => ICredentialsHelper;
	Credentials: new (
		details: { id: string; name: string },
		type: string,
		data?: string,
	) => {
		setData(data: object): void | Promise<void>;
		getData(): ICredentialDataDecryptedObject | Promise<ICredentialDataDecryptedObject>;
		getDataToSave(): { data: string };
	};
	Cipher: Class;
	EntityNotFoundError: new (entity: Class, criteria: unknown) => Error;
	Container: { get(key: Class): unknown; set(key: Class, value: unknown): void };
	Workflow: typeof Workflow;
}

/** Loads the packages of an n8n as its own files load them. */
async function load(n8nFolder: string): Promise<RealN8n> {
	const from = async <T>(name: string): Promise<T> =>
		(await import(require.resolve(name, { paths: [n8nFolder] }))) as T;
	await from('reflect-metadata');
	return {
		...(await from<Pick<RealN8n, 'CredentialsHelper'>>(
			path.join(n8nFolder, 'dist', 'credentials-helper.js'),
		)),
		...(await from<Pick<RealN8n, 'Credentials' | 'Cipher'>>('n8n-core')),
		...(await from<Pick<RealN8n, 'EntityNotFoundError'>>('@n8n/typeorm')),
		...(await from<Pick<RealN8n, 'Container'>>('@n8n/di')),
		...(await from<Pick<RealN8n, 'Workflow'>>('n8n-workflow')),
	};
}

/** In place of n8n's cipher, whose keys lie in the database. */
const PLAIN_TEXT = {
	encrypt: (data: object) => JSON.stringify(data),
	decrypt: (text: string) => text,
	encryptV2: async (data: object) => JSON.stringify(data),
	decryptV2: async (text: string) => text,
};

/** In place of n8n's table of credentials. */
class Table {
	reads = 0;

	writes = 0;

	constructor(
		private readonly n8n: RealN8n,
		readonly row: Row,
	) {}

	async findOneByOrFail(criteria: { id: string; type: string }): Promise<Row> {
		const { id, type } = this.row;
		if (criteria.id !== id || criteria.type !== type) {
			throw new this.n8n.EntityNotFoundError(Table, criteria);
		}
		this.reads++;
		return { ...this.row };
	}

	async update(_criteria: object, { data }: Pick<Row, 'data'>): Promise<void> {
		this.row.data = data;
		this.writes++;
	}
}

/** n8n's own helper, with the types and the table given, and with nothing that needs a licence or an administrator. */
function helperWith(n8n: RealN8n, type: ICredentialType, table: Table): ICredentialsHelper {
	const replaced: Record<string, object> = {
		CredentialTypes: { getByName: () => type, getParentTypes: () => [] },
		CredentialsRepository: table,
		// What an administrator sets for all credentials of a type.
		CredentialsOverwrites: {
			applyOverwrite: (_type: string, data: object) => data,
			usesManagedAuth: () => false,
		},
		// Whether the owner of the credential may use secrets of other systems.
		SharedCredentialsRepository: {},
		CacheService: { get: async () => false },
		LicenseState: { isExternalSecretsLicensed: () => false },
		SecretsProviderConnectionRepository: {},
		AiGatewayService: {},
		PolicyEnforcementService: { enforceCredentialDecrypt: async () => {} },
	};
	const { CredentialsHelper, Container } = n8n;
	const dependencies = (
		Reflect as unknown as { getMetadata(key: string, of: Class): Class[] }
	).getMetadata('design:paramtypes', CredentialsHelper);
	for (const dependency of dependencies) {
		if (dependency.name in replaced) Container.set(dependency, replaced[dependency.name]);
	}
	return new CredentialsHelper(...dependencies.map((dependency) => Container.get(dependency)));
}

function realSubject(n8n: RealN8n): Subject {
	n8n.Container.set(n8n.Cipher, PLAIN_TEXT);
	return {
		Workflow: n8n.Workflow,
		storeOf: async (type, id, data): Promise<Store> => {
			const typed = new n8n.Credentials({ id, name: id }, type.name);
			await typed.setData(data);
			const table = new Table(n8n, {
				id,
				name: id,
				type: type.name,
				data: typed.getDataToSave().data,
				isResolvable: false,
				usageScope: 'project',
			});
			return {
				helper: helperWith(n8n, type, table),
				stored: async () => ({
					stored: await new n8n.Credentials({ id, name: id }, type.name, table.row.data).getData(),
					reads: table.reads,
					writes: table.writes,
				}),
			};
		},
	};
}

/** Prints what becomes of each case in the n8n whose folder is given. */
async function main(): Promise<void> {
	const subject = realSubject(await load(process.argv[2]));
	const outcomes: Record<string, unknown> = {};
	for (const one of CASES) outcomes[one.name] = await outcomeOf(subject, one);
	process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
}

void main();
