// A file of hundreds of megabytes, put together at once, would hold the host for a second.
const charactersPerPiece = 4_000_000;

/** A file as it grows; what is whole leaves the heap. */
export class GrowingFile {
  readonly #pieces: Blob[] = [];
  #open: string[] = [];
  #characters = 0;

  write(text: string): void {
    this.#open.push(text);
    this.#characters += text.length;
    if (this.#characters >= charactersPerPiece) this.#seal();
  }
  whole(): Blob {
    this.#seal();
    return new Blob(this.#pieces, { type: "application/x-ndjson" });
  }
  #seal(): void {
    this.#pieces.push(new Blob(this.#open));
    this.#open = [];
    this.#characters = 0;
  }
}
