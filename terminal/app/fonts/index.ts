import './rare.css';
