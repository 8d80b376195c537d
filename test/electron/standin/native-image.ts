type Representation = { readonly scaleFactor: number; readonly png: Buffer }

type Added = {
  readonly scaleFactor?: number
  readonly width?: number
  readonly height?: number
  readonly buffer?: Buffer
}

export class StandinImage {
  readonly representations: Representation[] = []
  template = false

  addRepresentation({ scaleFactor = 1, buffer }: Added): void {
    if (buffer !== undefined) this.representations.push({ scaleFactor, png: buffer })
  }

  isEmpty(): boolean {
    return this.representations.length === 0
  }

  toPNG(): Buffer {
    return this.representations[0]?.png ?? Buffer.alloc(0)
  }

  setTemplateImage(template: boolean): void {
    this.template = template
  }
}

export const nativeImage = {
  createEmpty: (): StandinImage => new StandinImage(),
  createFromBuffer: (buffer: Buffer): StandinImage => {
    const image = new StandinImage()
    image.addRepresentation({ buffer })
    return image
  },
}
