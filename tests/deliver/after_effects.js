// A stand-in for After Effects: what a script does to it is written down in `did`.
var did = {footage: null, comp: null, layers: [], alerts: []};
var AlphaMode = {PREMULTIPLIED: "premultiplied", STRAIGHT: "straight"};
var ImportAsType = {FOOTAGE: "footage"};
var BlendingMode = {ADD: "add", NORMAL: "normal"};
var $ = {fileName: dukpy.folder + "/script.jsx"};
function File(path) {
    this.path = path;
    this.fsName = path;
    this.exists = dukpy.files.indexOf(path) >= 0;
    if (path.lastIndexOf("/") > 0) {
        this.parent = {fsName: path.slice(0, path.lastIndexOf("/"))};
    }
}
function ImportOptions(file) {
    this.file = file;
}
function alert(text) {
    did.alerts.push(text);
}
function Layer() {
    this.effects = [];
    this.enabled = true;
    var own = this;
    this.property = function (name) {
        if (name !== "ADBE Effect Parade") {
            throw new Error("no property " + name);
        }
        return {addProperty: function (effect) {
            var made = {kind: effect};
            own.effects.push(made);
            return made;
        }};
    };
}
var app = {
    beginUndoGroup: function () {},
    endUndoGroup: function () {},
    project: {
        importFile: function (options) {
            did.footage = {file: options.file.path, sequence: options.sequence, as: options.importAs, mainSource: {}, duration: dukpy.duration};
            return did.footage;
        },
        items: {addComp: function (name, width, height, aspect, duration, rate) {
            did.comp = {name: name, width: width, height: height, aspect: aspect, duration: duration, rate: rate, openInViewer: function () {},
                layers: {add: function () {
                    var layer = new Layer();
                    did.layers.unshift(layer);
                    return layer;
                }}};
            return did.comp;
        }}
    }
};
