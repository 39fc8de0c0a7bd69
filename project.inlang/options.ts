// One place for how the message catalogues are compiled: the build, the set-up and the checks read it.
import type { CompilerOptions } from '@inlang/paraglide-js';

export const paraglideOptions: CompilerOptions = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
	cookieName: 'locale',
	emitTsDeclarations: true
};
