import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from '../../project.inlang/options.ts';

await compile(paraglideOptions);
