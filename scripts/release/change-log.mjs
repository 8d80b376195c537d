/** The section of a version in CHANGELOG.md, without its heading; null if there is none. */
export const sectionOf = (changeLog, version) => {
  const sections = changeLog.split(/^## /m).slice(1)
  const named = sections.find((section) => section.split(/[\s(]/, 1)[0] === version)
  return named === undefined ? null : named.slice(named.indexOf('\n') + 1).trim()
}

/** What is to come, for a dry run of a version that has no section yet. */
export const comingSection = (changeLog) => {
  const [, coming = ''] = /^## Not yet released\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changeLog) ?? []
  return coming.trim()
}
