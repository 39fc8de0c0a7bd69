export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

const base =
	'inline-flex items-center justify-center gap-2 rounded border text-center font-semibold no-underline transition-colors ' +
	'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-progress';

const variants: Record<ButtonVariant, string> = {
	primary: 'border-transparent bg-primary text-on-primary hover:bg-primary-strong',
	secondary: 'border-line-strong bg-surface text-ink hover:border-primary hover:bg-primary-soft',
	quiet: 'border-transparent bg-transparent text-primary hover:bg-primary-soft hover:text-primary-strong',
	danger: 'border-transparent bg-live text-on-live hover:bg-live-strong'
};

/** Links and labels that look like buttons take the same classes. */
export function buttonClass(variant: ButtonVariant = 'secondary', large = false): string {
	const size = large ? 'min-h-14 px-6 py-3 text-lg' : 'min-h-11 px-4 py-2';
	return `${base} ${size} ${variants[variant]}`;
}
