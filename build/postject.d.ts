declare module 'postject' {
  /** Puts a resource into an executable file, and turns the fuse on that tells the program to look for it. */
  export function inject(
    file: string,
    resource: string,
    content: Buffer,
    options?: { readonly sentinelFuse?: string },
  ): Promise<void>
}
