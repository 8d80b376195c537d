import type { RepairKind } from './model.ts'

const undoable: Readonly<Record<RepairKind, boolean>> = {
  'restart-drivers': false,
  'end-process': false,
  'listen-again': false,
  'trust-again': true,
  'register-again': true,
  'allow-loopback': true,
  'fetch-chain': false,
  'no-proxy': true,
  'set-aside': true,
  'keep-to-oneself': true,
  'autostart-again': true,
}

/** Whether 撤销 can take a repair back. The person is told before it is done. */
export const isUndoable = (repair: RepairKind): boolean => undoable[repair]
