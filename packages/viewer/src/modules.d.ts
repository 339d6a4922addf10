declare module '*.css';
declare module 'd3-scale-chromatic' {
  export const interpolateOranges: (part: number) => string;
}
/** Icons by their path below the folder of shared files; the build puts them in (packages/viewer/icons.ts). */
declare module 'inlined-icons' {
  export const icons: Readonly<Record<string, string>>;
}
