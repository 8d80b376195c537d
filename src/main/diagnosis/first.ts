import type { DiagnosisState } from '../../shared/diagnosis/model.ts'

const diagnosis: DiagnosisState = {
  ...{ state: 'never', startedAt: null, endedAt: null, first: null },
  ...{ steps: [], repairing: null, undoable: [] },
}

export const firstDiagnosis = { diagnosis }
