// `npm run dev`: the same programs, but the pages come from their sources and follow every change.
import { prepareDevelopment } from './prepare/prepare.ts';
import { supervise } from './supervise/supervisor.ts';

await supervise({ prepare: prepareDevelopment, web: 'scripts/supervise/vite-web.ts' });
