// What all fields of forms take, and how what they hold is kept.
import type { FieldError } from '#lib/protocol/forms.ts';

export type FieldProps = {
	name: string;
	label: string;
	hint?: string;
	/** Beside what the action answered: a fault that the page itself has found. */
	error?: FieldError;
	required?: boolean | null;
	/** Says "(không bắt buộc)" behind the label, where most fields of the form are required. */
	optional?: boolean;
	/** The label is read aloud but not shown. */
	hideLabel?: boolean;
	class?: string;
};

/** A control of the browser as one of our fields: its own attributes beside those of every field. */
export type ControlProps<Attributes, Value> = FieldProps &
	Omit<Attributes, keyof FieldProps | 'id' | 'value'> & { value?: Value | null };

/** Which of the properties are the field's, and which the control's. */
export function parted<P extends FieldProps>(
	props: P
): { field: FieldProps; control: Omit<P, keyof FieldProps> } {
	const { name, label, hint, error, required, optional, hideLabel, class: extra, ...control } = props;
	return { field: { name, label, hint, error, required, optional, hideLabel, class: extra }, control };
}
