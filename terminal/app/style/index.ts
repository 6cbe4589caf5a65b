import '@fontsource-variable/noto-sans-sc/index.css';
import './tokens.css';
import './base.css';
import './parts.css';
import './asking.css';
import './levels.css';
import './idle.css';
import './message.css';
