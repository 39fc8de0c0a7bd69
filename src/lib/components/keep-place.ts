// SvelteKit moves the focus to the page's top after each successful form, or to what asks for it by `autofocus`.

/** Does `work`, and whoever has the focus keeps it. What is awaited in `work` must be short: nobody types meanwhile. */
export async function keepPlace(work: () => Promise<void>): Promise<void> {
	const focused = document.activeElement;
	const asks = focused instanceof HTMLElement && focused !== document.body && !focused.autofocus;
	if (asks) focused.autofocus = true;
	try {
		await work();
	} finally {
		if (asks) focused.autofocus = false;
	}
}
