/**
 * What was built from what (in-toto Statement v1, SLSA Provenance v1). It has no times of the build and no name of a
 * machine, so that two builds of the same sources say the same. It is not signed here.
 */
export const provenanceOf = ({ files, commit, clean, version, parameters, lockfiles, tools }) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'urn:cert-assistant:release:1',
      externalParameters: { version, ...parameters },
      internalParameters: { cleanTree: clean },
      resolvedDependencies: [
        { name: 'sources', digest: { gitCommit: commit } },
        ...lockfiles.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      ],
    },
    runDetails: {
      builder: { id: 'urn:cert-assistant:scripts-release', version: tools },
      metadata: {},
    },
  },
})
