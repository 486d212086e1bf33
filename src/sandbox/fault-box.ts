import type { Faults } from './contract.ts';

type MethodFault = NonNullable<Faults['methods']>[number];

/** The ways in which the workspace was told to misbehave. */
export class FaultBox {
  #methods: { fault: MethodFault; left: number }[] = [];
  #redeliver = 0;
  refuseSocket = false;

  set(faults: Faults): void {
    this.#methods = (faults.methods ?? []).map((fault) => ({
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
    }));
    this.#redeliver = faults.redeliver ?? 0;
    this.refuseSocket = faults.refuseSocket ?? false;
  }

  /** The fault for this call, counted down. */
  take(method: string): MethodFault | null {
    const match = this.#methods.find(
      ({ fault, left }) => left > 0 && (fault.method === method || fault.method === '*'),
    );
    if (!match) return null;
    match.left -= 1;
    return match.fault;
  }

  takeRedelivery(): boolean {
    if (this.#redeliver <= 0) return false;
    this.#redeliver -= 1;
    return true;
  }
}
