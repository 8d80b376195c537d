import type { Snapshot } from '../../shared/models/index.ts'

export const firstDocuments: Pick<Snapshot, 'documents' | 'documentJob'> = {
  documents: [],
  documentJob: null,
}
