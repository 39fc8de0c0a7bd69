import { startProduct } from './product.ts';

/** One product for all specs; each spec plans its own meeting. */
export default async function globalSetup(): Promise<() => Promise<void>> {
	const product = await startProduct();
	process.env.TEST_PRODUCT_URL = product.url;
	process.env.TEST_PRODUCT_DATA_DIR = product.dataDir;
	return product.stop;
}
