// The rules themselves: pure, over paths and texts, so that their own test needs no files.
import { posix } from 'node:path';
import ts from 'typescript';

export type SourceFile = { path: string; text: string };

/** Front files of domains that the media server shares with the web program. */
const sharedWithMedia = ['archive', 'events', 'health', 'meetings', 'minutes', 'talk', 'units', 'votes'];

/** What each part may import of ours; a domain's own folder and `scripts/`, `tests/`, `bench/` apart. */
const mayImport: Record<string, readonly string[]> = {
	protocol: ['protocol'],
	format: ['format', 'messages'],
	components: ['components', 'format', 'messages', 'protocol'],
	room: ['room', 'messages', 'protocol'],
	platform: ['platform', 'messages', 'protocol'],
	domain: ['platform', 'protocol', 'format', 'messages', 'domain'],
	web: ['web', 'protocol', 'format', 'messages', 'components', 'room', 'platform', 'domain'],
	media: ['media', 'protocol', 'messages', 'format', 'platform', 'domain'],
	messages: ['messages']
};

/** Parts of a domain, beside its front file, that one file elsewhere needs: of the framework, of the media server. */
const openTo: Record<string, readonly string[]> = {
	'src/lib/server/auth/session-hook.ts': ['src/hooks.server.ts', 'src/app.d.ts'],
	'src/lib/server/auth/session-life.ts': ['media-server/sessions.ts']
};

/** Libraries that stand behind one wall, and where it is. */
const walls: Record<string, readonly string[]> = {
	lucia: ['src/lib/server/auth/'],
	'@node-rs/argon2': ['src/lib/server/auth/'],
	postgres: ['src/lib/server/platform/'],
	'pg-boss': ['src/lib/server/platform/'],
	jose: ['src/lib/server/platform/'],
	pino: ['src/lib/server/platform/'],
	'ffmpeg-static': ['src/lib/server/platform/ffmpeg-path.ts'],
	'http-proxy-3': ['src/lib/server/platform/rtc-proxy.ts'],
	docx: ['src/lib/server/minutes/'],
	'@myriaddreamin/typst-ts-node-compiler': ['src/lib/server/minutes/'],
	mediasoup: ['media-server/'],
	'socket.io': ['media-server/'],
	'socket.io-client': ['src/lib/room/'],
	'pdfjs-dist': ['src/lib/room/papers/'],
	// The contract names its types.
	'mediasoup-client': ['src/lib/room/', 'src/lib/protocol/']
};

const goneModules = /^(\$lib|\$app\/stores|\$env\/)/;
const isTest = /\.test\.ts$/;
const isFree = /^(scripts|tests|bench)\//;
const sqlTags = ['sql', 'tx'];

export function findProblems(file: SourceFile): string[] {
	if (isFree.test(file.path) || isTest.test(file.path)) return [];
	return [...findForbiddenImports(file), ...findStraySql(file)];
}

function findForbiddenImports(file: SourceFile): string[] {
	return importsOf(file).flatMap((specifier) => {
		const reason = whyForbidden(file.path, specifier);
		return reason === undefined ? [] : [`${file.path}: ${reason} (${specifier})`];
	});
}

function whyForbidden(from: string, specifier: string): string | undefined {
	if (goneModules.test(specifier)) return 'write #lib/…, $app/state and platform/config.ts instead';
	const target = resolveOwn(from, specifier);
	if (target === undefined) return whyWalled(from, specifier);
	const [here, there] = [partOf(from), partOf(target)];
	if (!mayImport[here]?.includes(there)) return `${here} may not import ${there}`;
	const [own, other] = [domainOf(from), domainOf(target)];
	if (other === undefined || own === other) return undefined;
	if (openTo[target]?.includes(from)) return undefined;
	if (target !== `src/lib/server/${other}/${other}.ts`) return `${other} is entered by its front file only`;
	if (here === 'media' && !sharedWithMedia.includes(other)) return `the media server does not share ${other}`;
	return undefined;
}

function whyWalled(from: string, specifier: string): string | undefined {
	const library = specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');
	const inside = walls[library];
	if (!inside || inside.some((place) => from.startsWith(place))) return undefined;
	return `${library} is walled into ${inside.join(', ')}`;
}

function findStraySql(file: SourceFile): string[] {
	if (file.path.startsWith('src/lib/server/platform/') || file.path.endsWith('.svelte')) return [];
	const statements = sqlIn(file);
	if (!file.path.endsWith('/queries.ts')) {
		return statements.length > 0 ? [`${file.path}: SQL belongs into the domain's queries.ts`] : [];
	}
	const open = statements.some((statement) => /\bselect\s+\*/i.test(statement));
	return open ? [`${file.path}: list the columns instead of select *`] : [];
}

/** The texts of all templates that are handed to the database. */
function sqlIn({ path, text }: SourceFile): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTaggedTemplateExpression(node) && sqlTags.includes(node.tag.getText())) {
			found.push(node.template.getText());
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
	return found;
}

/** Rings of domains that import each other, each named once. */
export function findImportCycles(files: readonly SourceFile[]): string[] {
	const uses = new Map<string, Set<string>>();
	for (const file of files) {
		const own = domainOf(file.path);
		if (own === undefined || isTest.test(file.path)) continue;
		const others = uses.get(own) ?? new Set();
		uses.set(own, others);
		for (const specifier of importsOf(file)) {
			const other = domainOf(resolveOwn(file.path, specifier) ?? '');
			if (other !== undefined && other !== own) others.add(other);
		}
	}
	const rings = new Set<string>();
	const follow = (domain: string, way: string[]): void => {
		const seenAt = way.indexOf(domain);
		if (seenAt >= 0) {
			rings.add(nameRing(way.slice(seenAt)));
			return;
		}
		for (const other of uses.get(domain) ?? []) follow(other, [...way, domain]);
	};
	for (const domain of uses.keys()) follow(domain, []);
	return [...rings].map((ring) => `cycle between domains: ${ring}`);
}

/** The same ring has one name, wherever one entered it. */
function nameRing(ring: string[]): string {
	const first = ring.indexOf(ring.toSorted()[0] ?? '');
	const turned = [...ring.slice(first), ...ring.slice(0, first)];
	return [...turned, turned[0]].join(' → ');
}

function importsOf({ path, text }: SourceFile): string[] {
	const code = path.endsWith('.svelte')
		? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
		: text;
	return ts.preProcessFile(code, true, true).importedFiles.map((file) => file.fileName);
}

/** The path of a module of ours; undefined for libraries and data. */
function resolveOwn(from: string, specifier: string): string | undefined {
	if (specifier.endsWith('.json')) return undefined;
	if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice('#lib/'.length)}`;
	if (specifier.startsWith('#media/')) return `media-server/${specifier.slice('#media/'.length)}`;
	if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
	return undefined;
}

function partOf(path: string): string {
	if (path.startsWith('src/lib/server/platform/')) return 'platform';
	if (path.startsWith('src/lib/server/')) return 'domain';
	if (path.startsWith('src/lib/paraglide/')) return 'messages';
	if (path.startsWith('src/lib/')) return path.split('/')[2] ?? '';
	if (path.startsWith('src/') || path.startsWith('build/')) return 'web';
	return path.startsWith('media-server/') ? 'media' : (path.split('/')[0] ?? '');
}

function domainOf(path: string): string | undefined {
	const [, name] = /^src\/lib\/server\/([^/]+)\//.exec(path) ?? [];
	return name === 'platform' ? undefined : name;
}
