declare module '*.css';
declare module 'd3-scale-chromatic' {
  export const interpolateOranges: (part: number) => string;
}
