import product from '../../package.json' with { type: 'json' }

/** The version of the product to which the authority belongs. */
export const version: string = product.version
