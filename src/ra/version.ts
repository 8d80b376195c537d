import product from '../../package.json' with { type: 'json' }

/** Of the product that the authority comes with. */
export const version: string = product.version
