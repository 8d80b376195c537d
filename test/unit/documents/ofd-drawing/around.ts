import { budget, tally } from '../../../../src/documents/ofd-drawing/budget.ts'
import { identity } from '../../../../src/documents/ofd-drawing/numbers.ts'
import { type Resources, readResources } from '../../../../src/documents/ofd-drawing/resources.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import { openPackage, type Package } from '../../../../src/documents/package/package.ts'
import { type Element, readTree } from '../../../../src/documents/xml/tree.ts'
import { zip } from '../../../forgeries/zip-maker.ts'

export const element = (xml: string): Element => readTree(Buffer.from(xml))

export const packageOf = (files: Readonly<Record<string, string | Uint8Array>>): Package =>
  openPackage(zip(Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data) }))))

/** Resources of one file with this content. */
export const resourcesOf = (inner: string, usual: string | null = null): Resources =>
  readResources(['Res.xml'], packageOf({ 'Res.xml': `<Res>${inner}</Res>` }), usual)

/** Where an object stands on a page of its own. */
export const surroundings = (resources = '', more: Partial<Surroundings> = {}): Surroundings => ({
  pack: packageOf({}),
  resources: resourcesOf(resources),
  page: {
    ...{ budget: budget(), leftOut: tally(), spoken: [] },
    ...{ fonts: new Map(), fontFiles: new Map(), pictureFiles: new Map(), pictures: new Map() },
  },
  matrix: identity,
  layerParam: undefined,
  depth: 0,
  composites: [],
  files: new Set(),
  ...more,
})
