/** Asks the room for what was chosen; what it refuses must not stay chosen. */
export async function choose(
	select: HTMLSelectElement,
	ask: (value: string) => Promise<boolean>,
	shown: string
): Promise<void> {
	if (!(await ask(select.value))) select.value = shown;
}
