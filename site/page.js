/** The page around the element: this visitor's prints. */
import { greeted } from "./darkroom.js";
import { gallery } from "./gallery.js";

const element = document.querySelector("darkroom-image");

const prints = gallery((task) => element.again(task));
element.hang(prints.node);
element.addEventListener("darkroom-task", () => prints.mark(element.task));
greeted.then(prints.load).then(() => prints.mark(element.task));
