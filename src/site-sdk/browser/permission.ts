/**
 * Browsers since 2025 ask the person before a page may reach programs on this computer ("Local Network Access").
 * Chromium 145 named the permission `loopback-network`; before that it was `local-network-access`.
 */
export type LoopbackPermission = 'granted' | 'denied' | 'prompt' | 'unknown'

const names = ['loopback-network', 'local-network-access'] as const

export const loopbackPermission = async (): Promise<LoopbackPermission> => {
  for (const name of names) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state
    } catch {
      // This browser does not know the name.
    }
  }
  return 'unknown'
}

type FeaturePolicy = { allowsFeature(name: string): boolean; features(): readonly string[] }

/** Whether the page stands in a frame to which the page around it has not passed the permission on. */
export const isFramedOut = (): boolean => {
  const policy = (document as Document & { featurePolicy?: FeaturePolicy }).featurePolicy
  if (window.top === window || policy === undefined) return false
  const known = names.filter((name) => policy.features().includes(name))
  return known.length > 0 && !known.some((name) => policy.allowsFeature(name))
}
