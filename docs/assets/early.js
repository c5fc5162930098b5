/* Runs before anything is drawn: tells the style sheet that scripts work, so that answers are closed from the start. */
document.documentElement.classList.add("sg-js");
