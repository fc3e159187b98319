/**
 * An automatic transfer switch: on its normal source while that lives, else on the emergency
 * source; back when the normal source has been there for a while. It can hang, or be left in
 * manual.
 */

/** The normal source must be dead this long before it transfers, ms. */
const TRANSFER_DELAY_MS = 2_000;
/** And alive this long before it goes back, ms. */
const RETURN_DELAY_MS = 30_000;

export interface TransferSwitchFaults {
  transfers?: 'never';
}

export interface TransferSwitch {
  readonly id: string;
  faults: TransferSwitchFaults;
  /** Where its selector stands. */
  mode: 'auto' | 'manual';
  source: 'normal' | 'emergency';
  hasNormal: boolean;
  hasEmergency: boolean;
  /** Since when the other source would be the better one, simulated ms. */
  wantsSinceMs: number | undefined;
  revision: number;
}

export function createTransferSwitch(id: string): TransferSwitch {
  return {
    id,
    faults: {},
    mode: 'auto',
    source: 'normal',
    hasNormal: true,
    hasEmergency: false,
    wantsSinceMs: undefined,
    revision: 0,
  };
}

/** It was told to go and did not. */
export function hasFailed(ats: TransferSwitch): boolean {
  return ats.faults.transfers === 'never' && ats.wantsSinceMs !== undefined;
}

/** Returns whether it has transferred. */
export function advanceTransferSwitch(
  ats: TransferSwitch,
  sources: { hasNormal: boolean; hasEmergency: boolean },
  nowMs: number,
): boolean {
  if (ats.hasNormal !== sources.hasNormal || ats.hasEmergency !== sources.hasEmergency) {
    Object.assign(ats, sources);
    ats.revision += 1;
  }
  const better = sources.hasNormal ? 'normal' : sources.hasEmergency ? 'emergency' : ats.source;
  if (better === ats.source || ats.mode === 'manual') {
    if (ats.wantsSinceMs !== undefined) ats.revision += 1;
    ats.wantsSinceMs = undefined;
    return false;
  }
  if (ats.wantsSinceMs === undefined) {
    ats.wantsSinceMs = nowMs;
    ats.revision += 1;
  }
  const delayMs = better === 'normal' ? RETURN_DELAY_MS : TRANSFER_DELAY_MS;
  if (nowMs - ats.wantsSinceMs < delayMs || ats.faults.transfers === 'never') return false;
  ats.source = better;
  ats.wantsSinceMs = undefined;
  ats.revision += 1;
  return true;
}
