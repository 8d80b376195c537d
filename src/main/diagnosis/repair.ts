import type { Finding, RepairKind } from '../../shared/diagnosis/model.ts'
import type { World } from './world.ts'

/** Puts back what a repair changed. */
export type Undo = () => Promise<void>

/**
 * One thing that 修复 can do. It answers with the way back, or null if there is none. What it is going to change stands
 * in the words of its kind, and the person has read it.
 */
export type Repair = (world: World, finding: Finding) => Promise<Undo | null>
export type Repairs = { readonly [Kind in RepairKind]: Repair }
