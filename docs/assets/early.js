/* Runs before anything is drawn: tells the style sheet that scripts work, so that answers are closed from the start, and
   whether the page is read from disk, where fonts need not be waited for. */
document.documentElement.classList.add("sg-js");
if (location.protocol === "file:") document.documentElement.classList.add("sg-disk");
