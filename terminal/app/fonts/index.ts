/** The letters of every name: hundreds of slices, each fetched when one of its letters is shown. */
import '@fontsource-variable/noto-sans-sc/index.css';
import './rare.css';
