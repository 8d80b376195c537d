import { runHost } from './host/host-process.ts'

// The host for libraries of another bitness, which another program runs. It speaks SKF alone, because such libraries
// are SKF's, and the binding of PKCS#11 has no build for that program.

void runHost({ skf: async () => (await import('./skf/open.ts')).openSkf })
