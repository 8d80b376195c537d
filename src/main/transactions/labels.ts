/**
 * Names of a request's pairs on the token. They follow from the request alone, so that a step that runs again finds
 * what it made before.
 */
export const signingLabel = (requestId: string): string => `CA-${requestId}-S`
export const encryptionLabel = (requestId: string): string => `CA-${requestId}-E`
