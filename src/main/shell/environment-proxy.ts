const excepted = (host: string, exceptions: string): boolean =>
  exceptions
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some(
      (entry) =>
        entry === '*' || host === entry || host.endsWith(entry.startsWith('.') ? entry : `.${entry}`),
    )

/** The proxy from the usual environment variables, in the syntax of a PAC file. */
export const environmentProxy = (
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const url = URL.parse(address)
  if (url === null || excepted(url.hostname, env.NO_PROXY ?? env.no_proxy ?? '')) return 'DIRECT'
  const named =
    url.protocol === 'https:' ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy)
  const proxy = URL.parse(named ?? env.ALL_PROXY ?? env.all_proxy ?? '')
  if (proxy === null) return 'DIRECT'
  return `PROXY ${proxy.hostname}:${proxy.port || (proxy.protocol === 'https:' ? '443' : '80')}`
}
