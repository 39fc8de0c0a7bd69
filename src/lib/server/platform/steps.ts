// State machines as tables: state → the states it may go to. Nothing else moves a state.

export type Steps<S extends string> = Readonly<Record<S, readonly S[]>>;

export function mayStep<S extends string>(steps: Steps<S>, from: S, to: S): boolean {
	return steps[from].includes(to);
}

/** The states from which `to` may be reached: what an update names in its `where`. */
export function originsOf<S extends string>(steps: Steps<S>, to: S): S[] {
	return statesOf(steps).filter((state) => mayStep(steps, state, to));
}

export function statesOf<S extends string>(steps: Steps<S>): S[] {
	return Object.keys(steps).filter((key): key is S => key in steps);
}
