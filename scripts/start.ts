// `npm start`: prepares what is missing and runs the built product.
import { prepareProduct } from './prepare/prepare.ts';
import { supervise } from './supervise/supervisor.ts';

await supervise({ prepare: prepareProduct, web: 'src/main.ts' });
